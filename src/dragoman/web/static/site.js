// The switch of colours, and parts of pages that are fetched when opened. Pages work without it.
(function () {
  "use strict";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const button = document.getElementById("theme");

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
  }
  function label() {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", "Switch to " + button.textContent.toLowerCase() + " colours");
  }
  function announce() {
    label();
    document.dispatchEvent(new CustomEvent("colours"));
  }
  button.hidden = false;
  label();
  button.addEventListener("click", function () {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch (error) { /* not remembered then */ }
    announce();
  });
  dark.addEventListener("change", announce);

  // <div data-part="URL">: filled with the part of a page at URL; inside <details>, when that is opened.
  async function fill(place) {
    const url = place.dataset.part;
    place.removeAttribute("data-part");
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      const words = await answer.text();
      if (!answer.ok) throw new Error(answer.status);
      place.innerHTML = words;
      ready(place);
    } catch (error) {
      place.dataset.part = url;
      const told = document.createElement("p");
      told.className = "problem";
      told.textContent = "This part could not be loaded. Open it again to retry.";
      place.replaceChildren(told);
    }
    place.removeAttribute("aria-busy");
  }
  function ready(within) {
    for (const place of within.querySelectorAll("[data-part]")) {
      const details = place.closest("details");
      if (details && !details.open) {
        details.addEventListener("toggle", function () {
          if (details.open && place.dataset.part) fill(place);
        });
      } else fill(place);
    }
    document.dispatchEvent(new CustomEvent("filled", { detail: within }));
  }
  window.dragoman = { fill: fill, ready: ready, isDark: isDark };
  ready(document);

  // Links that load more rows in place: <a data-more="URL">.
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-more]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const place = document.createElement("div");
    place.dataset.part = link.dataset.more;
    link.closest(".more").replaceWith(place);
    fill(place);
  });
})();
