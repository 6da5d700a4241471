// A day typed by half has no value, so the server would see an empty field and what was typed would go without a word.
// The browser's own check stops that in its own words; here the server is told instead, and answers beside the field.
// Without this script the browser's check stays.
{
  const HALF = 'a metà'; // read as no day at all

  for (const form of document.forms) form.noValidate = true;
  document.addEventListener('formdata', (event) => {
    for (const field of event.target.elements) {
      if (field.type === 'date' && field.name && field.validity.badInput) event.formData.set(field.name, HALF);
    }
  });
}
