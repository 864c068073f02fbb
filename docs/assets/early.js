// Before anything is drawn: says that scripts run, and sets the colours that were chosen here, else those of the device.
// Material's script asks for the first four names.

var __md_scope = new URL("..", document.currentScript.src);
var __md_hash = (text) => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);
var __md_get = (key, store = localStorage, scope = __md_scope) => JSON.parse(store.getItem(`${scope.pathname}.${key}`));
var __md_set = (key, value, store = localStorage, scope = __md_scope) => {
  try {
    store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing works all the same.
  }
};

// Material takes each other form of a page for another language of the site, and would ask for a site map there.
for (const link of document.querySelectorAll("link[rel=alternate]")) link.rel += " ";

document.documentElement.classList.replace("no-js", "js");
{
  const chosen = __md_get("__palette")?.color;
  const followed = !chosen || chosen.media === "(prefers-color-scheme)";
  const dark = followed ? matchMedia("(prefers-color-scheme: dark)").matches : chosen.scheme === "slate";
  document.body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
}
