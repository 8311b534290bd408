// Draws every <div data-chart="URL of a Vega-Lite specification">, in the page's colours, and follows a dragged span.
(function () {
  "use strict";
  const library = document.currentScript.dataset.library;
  const waiting = 250; // milliseconds after which a drag has ended
  let loading = null;
  const drawn = new Set();

  function loaded() {
    loading = loading || new Promise(function (done, failed) {
      const script = document.createElement("script");
      script.src = library;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
    return loading;
  }
  function colours() {
    const style = getComputedStyle(document.documentElement);
    const of = function (name) { return style.getPropertyValue(name).trim(); };
    const axis = { labelColor: of("--soft"), titleColor: of("--soft"), gridColor: of("--line"), domainColor: of("--soft"), tickColor: of("--soft"), titleFontWeight: "normal", labelFontSize: 12, titleFontSize: 12 };
    return { background: null, font: "system-ui, sans-serif", view: { stroke: null }, axis: axis, legend: { labelColor: of("--soft"), titleColor: of("--soft") }, text: { color: of("--ink") } };
  }
  async function draw(place) {
    place.setAttribute("aria-busy", "true");
    try {
      const answers = await Promise.all([fetch(place.dataset.chart), loaded()]);
      if (!answers[0].ok) throw new Error(answers[0].status);
      const spec = await answers[0].json();
      spec.config = Object.assign(spec.config || {}, colours());
      if (spec.encoding && spec.encoding.color) spec.encoding.color.legend = null; // the page has it, in words
      spec.autosize = { type: "fit-x", contains: "padding" };
      const shown = await window.vegaEmbed(place, spec, {
        ast: true, actions: false, defaultStyle: false, renderer: "canvas", mode: "vega-lite",
        tooltip: { disableDefaultStyle: true },
      });
      drawn.add(place);
      if (place.classList.contains("drag")) follow(shown.view);
    } catch (error) {
      place.textContent = "The picture could not be drawn; the tables have all of its figures.";
    }
    place.removeAttribute("aria-busy");
  }
  function drawAll(within) {
    for (const place of within.querySelectorAll("[data-chart]")) if (!drawn.has(place)) draw(place);
  }

  // A dragged span goes into the address, and what lies below is fetched anew.
  const day = function (moment) { return new Date(moment).toISOString().slice(0, 10); }; // the pictures count days in UTC
  function follow(view) {
    let timer = 0;
    view.addSignalListener("span", function (name, value) {
      clearTimeout(timer);
      timer = setTimeout(function () {
        const spans = Object.values(value).filter(Array.isArray);
        if (!spans.length) return choose("", "");
        const ends = [Math.min.apply(null, spans[0]), Math.max.apply(null, spans[0])];
        choose(day(ends[0]), day(ends[1]));
      }, waiting);
    });
  }
  async function choose(since, until) {
    const below = document.getElementById("below");
    const form = document.getElementById("time");
    const asked = new URLSearchParams();
    if (below.dataset.by) asked.set("by", below.dataset.by);
    if (since) { asked.set("since", since); asked.set("until", until); }
    const words = asked.toString() ? "?" + asked : "";
    form.elements.since.value = since;
    form.elements.until.value = until;
    history.replaceState(null, "", below.dataset.path + words);
    below.setAttribute("aria-busy", "true");
    const answer = await fetch(below.dataset.path + "/below" + words);
    if (answer.ok) {
      below.innerHTML = await answer.text();
      window.dragoman.ready(below);
      drawAll(below);
    }
    below.removeAttribute("aria-busy");
  }
  document.addEventListener("colours", function () {
    for (const place of [...drawn]) { drawn.delete(place); if (place.isConnected) draw(place); }
  });
  drawAll(document);
})();
