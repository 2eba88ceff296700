// Keys of the registration desk: n next request, a and r move to the buttons that accept and refuse the first document
// that is not decided, or the request. They press no button.
// Keys in a field, and with a modifier, belong to the browser.

const pending = () => document.querySelector("form[data-decides]");

const keys = {
  n: () => document.querySelector("a[data-key=n]")?.click(),
  a: () => pending()?.querySelector("button[value=ACCEPTED]")?.focus(),
  r: () => {
    const details = pending()?.querySelector("details");
    if (details) {
      details.open = true;
      details.querySelector("select")?.focus();
    }
  },
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});
