// Layers of a report's text, switched without asking the site again. The form does the same without it.
(function () {
  "use strict";
  const form = document.getElementById("layers");
  const text = document.getElementById("text");
  if (!form || !text) return;
  form.querySelector("button").hidden = true;
  function show() {
    const address = new URL(location.href);
    address.searchParams.delete("layers");
    address.searchParams.append("layers", "");
    for (const box of form.querySelectorAll("input[type=checkbox]")) {
      text.classList.toggle("off-" + box.value, !box.checked);
      if (box.checked) address.searchParams.append("layers", box.value);
    }
    history.replaceState(null, "", address);
  }
  form.addEventListener("change", show);
  // A browser that goes back may bring back boxes that differ from the address.
  window.addEventListener("pageshow", function (event) { if (event.persisted) show(); });
})();
