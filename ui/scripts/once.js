// A double click sends a form once. The server's idempotency key is the real guard; this spares the wait.
// Coming back with the browser's back button frees the form again.
{
  const sent = new WeakSet();

  document.addEventListener('submit', (event) => {
    if (event.target.method === 'get') return;
    if (sent.has(event.target)) event.preventDefault();
    sent.add(event.target);
  });
  window.addEventListener('pageshow', () => {
    for (const form of document.forms) sent.delete(form);
  });
}
