// Draws every <div data-chart="URL of a Vega-Lite specification"> in the page's colours, and follows a dragged span.
(function () {
  "use strict";
  const library = document.currentScript.dataset.library;
  const waiting = 250; // milliseconds without a move after which a drag has ended
  const drawn = new Map(); // place: what vegaEmbed gave
  let loading = null;

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
    const axis = {
      labelColor: of("--soft"), titleColor: of("--soft"), gridColor: of("--line"), domainColor: of("--soft"),
      tickColor: of("--soft"), titleFontWeight: "normal", labelFontSize: 12, titleFontSize: 12,
    };
    return {
      background: null, font: "system-ui, sans-serif", view: { stroke: null }, axis: axis, legend: { disable: true },
      text: { color: of("--ink") },
    };
  }
  // A specification has the colours of a light page; the page knows those of a dark one.
  const named = { "#8ab6d6": "--q1", "#1f6fa8": "--q2", "#e7a977": "--q3", "#b9482e": "--q4" };
  function inColour(words) {
    const style = getComputedStyle(document.documentElement);
    return words.replace(/#[0-9a-f]{6}/g, function (colour) {
      return named[colour] ? style.getPropertyValue(named[colour]).trim() : colour;
    });
  }
  async function draw(place) {
    drawn.set(place, null);
    place.setAttribute("aria-busy", "true");
    try {
      const answers = await Promise.all([fetch(place.dataset.chart), loaded()]);
      if (!answers[0].ok) throw new Error(answers[0].status);
      const spec = JSON.parse(inColour(await answers[0].text()));
      spec.config = Object.assign(spec.config || {}, colours());
      spec.autosize = { type: "fit-x", contains: "padding" };
      const shown = await window.vegaEmbed(place, spec, {
        ast: true, actions: false, defaultStyle: false, renderer: "canvas", mode: "vega-lite",
        logLevel: 1, // errors; an empty picture is none
        tooltip: { disableDefaultStyle: true },
      });
      drawn.set(place, shown);
      if (place.classList.contains("drag")) follow(shown.view);
    } catch (error) {
      place.textContent = "The picture could not be drawn; the tables have all of its figures.";
    }
    place.removeAttribute("aria-busy");
  }
  function forget(place) {
    const shown = drawn.get(place);
    if (shown) shown.finalize();
    drawn.delete(place);
  }
  function drawAll(within) {
    for (const place of drawn.keys()) if (!place.isConnected) forget(place);
    for (const place of within.querySelectorAll("[data-chart]")) if (!drawn.has(place)) draw(place);
    for (const place of within.querySelectorAll("details [data-chart-when-open]")) {
      place.closest("details").addEventListener("toggle", function () {
        place.dataset.chart = place.dataset.chartWhenOpen;
        draw(place);
      }, { once: true });
    }
  }

  // A dragged span goes into the address, and what lies below is fetched anew.
  const day = function (moment) { return new Date(moment).toISOString().slice(0, 10); };
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
  let asked = 0;
  async function choose(since, until) {
    const below = document.getElementById("below");
    const form = document.getElementById("time");
    const number = ++asked;
    const given = new URLSearchParams();
    if (below.dataset.by) given.set("by", below.dataset.by);
    if (since) { given.set("since", since); given.set("until", until); }
    const words = given.toString() ? "?" + given : "";
    form.elements.since.value = since;
    form.elements.until.value = until;
    history.replaceState(null, "", below.dataset.path + words);
    for (const link of document.querySelectorAll("a[data-keeps]")) link.search = kept(link, since, until);
    below.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(below.dataset.path + "/below" + words);
      const html = await answer.text();
      if (number !== asked) return;
      if (!answer.ok) throw new Error(answer.status);
      below.innerHTML = html;
      window.dragoman.ready(below);
      drawAll(below);
    } catch (error) {
      const told = document.createElement("p");
      told.className = "problem";
      told.textContent = "This time could not be loaded; reload the page to try again.";
      below.prepend(told);
    }
    below.removeAttribute("aria-busy");
  }
  function kept(link, since, until) {
    const given = new URLSearchParams(link.search);
    for (const pair of [["since", since], ["until", until]]) {
      if (pair[1]) given.set(pair[0], pair[1]); else given.delete(pair[0]);
    }
    return given.toString();
  }
  document.addEventListener("colours", function () {
    for (const place of [...drawn.keys()]) { forget(place); if (place.isConnected) draw(place); }
  });
  drawAll(document);
})();
