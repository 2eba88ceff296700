// Keys of the registration desk: n next request, j and k down and up the list, / search, a and r move to the buttons that
// accept and refuse the first document that is not decided, or the request. They press no button. Keys in a field, and
// with a modifier, belong to the browser. They can be switched off, because people who dictate press them unawares.

const OFF = "desk.keys.off";

const pending = () => document.querySelector("form[data-decides]");

const walk = (step) => {
  const rows = [...document.querySelectorAll("a[data-row]")];
  const here = rows.indexOf(document.activeElement);
  const there = here < 0 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1);
  rows[there]?.focus();
};

const keys = {
  n: () => document.querySelector("a[data-key=n]")?.click(),
  j: () => walk(1),
  k: () => walk(-1),
  "/": () => document.querySelector("input[type=search]")?.focus(),
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
  const off = localStorage.getItem(OFF);
  if (!typing && !off && !event.ctrlKey && !event.metaKey && !event.altKey && keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

const help = document.querySelector("[data-keys]");
const button = help?.querySelector("button");
if (button) {
  const show = () => {
    button.textContent = localStorage.getItem(OFF) ? button.dataset.on : button.dataset.off;
  };
  button.addEventListener("click", () => {
    if (localStorage.getItem(OFF)) {
      localStorage.removeItem(OFF);
    } else {
      localStorage.setItem(OFF, "yes");
    }
    show();
  });
  show();
  help.hidden = false;
}
