// <input data-filter="ID">: shows only the choices of the group ID whose words match what is typed.
// Without this script the same input is submitted by the button beside it and the server filters.
{
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

  const matches = (choice, words) => {
    const text = plain(choice.textContent + ' ' + (choice.dataset.words || ''));
    return words.every((word) => text.includes(word));
  };

  const filter = (input, group, status) => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const choice of group.querySelectorAll('.ac-choice')) {
      choice.hidden = !matches(choice, words);
      shown += !choice.hidden;
    }
    for (const area of group.querySelectorAll('details')) {
      const any = area.querySelector('.ac-choice:not([hidden])');
      area.hidden = !any;
      area.open = words.length ? Boolean(any) : Boolean(area.querySelector(':checked'));
    }
    status.textContent = words.length ? (shown === 1 ? '1 voce trovata' : `${shown} voci trovate`) : '';
  };

  for (const input of document.querySelectorAll('input[data-filter]')) {
    const group = document.getElementById(input.dataset.filter);
    const status = document.getElementById(input.dataset.status);
    input.addEventListener('input', () => filter(input, group, status));
    // Enter would submit the whole form while one is still choosing.
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault();
    });
    const button = document.getElementById(input.dataset.button);
    if (button) button.hidden = true;
  }
}
