// Leaving fast, after the pattern "Exit this page" of the GOV.UK Design System.
// Without this script the link works as a plain link. With it, the page is covered at once, this page is replaced in
// the tab, so that "back" does not return to it, and three presses of Shift do the same. History is not cleared.

const PRESSES = 3;
const PATIENCE = 5000; // milliseconds between the first and the last press

const link = document.querySelector("[data-exit]");
const root = document.documentElement;

function leave() {
  root.classList.add("is-leaving");
  document.title = "";
  location.replace(link.href);
}

function announcer() {
  const status = document.createElement("p");
  status.className = "exit-status";
  status.setAttribute("role", "status");
  document.body.append(status);
  return status;
}

function listenForShift() {
  const status = announcer();
  let presses = 0;
  let alone = false;
  let timer = 0;

  const forget = () => {
    presses = 0;
    status.textContent = "";
  };
  const count = () => {
    presses += 1;
    clearTimeout(timer);
    timer = setTimeout(forget, PATIENCE);
    if (presses >= PRESSES) {
      status.textContent = "Leaving this site";
      leave();
    } else {
      const left = PRESSES - presses;
      status.textContent = `Shift: press ${left} more ${left === 1 ? "time" : "times"} to leave this site`;
    }
  };

  // Shift counts only when it was pressed by itself: capital letters and shortcuts do not add up.
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key !== "Shift" && presses) forget();
  });
  addEventListener("keyup", (event) => {
    if (event.key === "Shift" && alone) count();
  });
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  listenForShift();
}

// A page that the browser brings back from its memory must not stay covered.
addEventListener("pageshow", () => root.classList.remove("is-leaving"));

// A press outside the menu, or Escape, closes it.
const menu = document.querySelector(".menu");
addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
