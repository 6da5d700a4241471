// <button data-print hidden>: shown only where this script runs, since printing needs it.
for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
