(function () {
  "use strict";
  var body = document.body;
  var steps = Array.prototype.slice.call(document.querySelectorAll(".step"));
  var lines = document.querySelectorAll(".source li");
  var prints = Array.prototype.slice.call(document.querySelectorAll(".output span"));
  var nav = document.getElementById("controls");
  var slider = document.getElementById("slider");
  var play = document.getElementById("play");
  var speed = document.getElementById("speed");
  var where = document.getElementById("where");
  var spoken = document.getElementById("spoken");
  var output = document.querySelector(".output");
  var current = -1;
  var timer = 0;

  function number(element, name) {
    return parseInt(element.getAttribute(name), 10);
  }

  function markLines(step) {
    var from = number(step, "data-line"), to = number(step, "data-end"), list = lines.length ? lines[0].parentNode : null;
    Array.prototype.forEach.call(lines, function (line, index) {
      var now = index + 1 >= from && index + 1 <= to;
      line.className = now ? "now" : "";
      if (now) { line.setAttribute("aria-current", "step"); } else { line.removeAttribute("aria-current"); }
    });
    if (from > 0 && lines[from - 1] && list.scrollHeight > list.clientHeight) {
      list.scrollTop += lines[from - 1].getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
    }
  }

  function markOutput(step) {
    var at = number(step, "data-step");
    prints.forEach(function (part) {
      var printed = number(part, "data-step");
      part.hidden = printed > at;
      part.classList.toggle("now", printed === at);
    });
    output.scrollTop = output.scrollHeight;
  }

  function show(index, quiet) {
    var step;
    index = Math.max(0, Math.min(steps.length - 1, index));
    if (index === current) { return; }
    if (current >= 0) { steps[current].classList.remove("now"); }
    current = index;
    step = steps[index];
    step.classList.add("now");
    step.querySelector(".words").scrollTop = 0;
    markLines(step);
    markOutput(step);
    slider.value = String(index + 1);
    where.textContent = "step " + step.getAttribute("data-step") + " of " + body.getAttribute("data-last");
    slider.setAttribute("aria-valuetext", where.textContent);
    document.getElementById("first").disabled = document.getElementById("previous").disabled = index === 0;
    document.getElementById("next").disabled = document.getElementById("last").disabled = index === steps.length - 1;
    if (!quiet) {
      spoken.textContent = step.querySelector("h2").textContent + ". " + step.querySelector(".said").textContent;
      try { history.replaceState(null, "", "#" + step.id); } catch (error) { /* a page without an address has no history */ }
    }
  }

  function stop() {
    clearTimeout(timer);
    timer = 0;
    play.textContent = "Play";
    spoken.setAttribute("aria-live", "polite");
  }

  function tick() {
    if (current === steps.length - 1) { stop(); return; }
    show(current + 1);
    timer = setTimeout(tick, number(body, "data-milliseconds") / parseFloat(speed.value));
  }

  function toggle() {
    if (timer) { stop(); return; }
    if (current === steps.length - 1) { show(0); }
    play.textContent = "Pause";
    spoken.setAttribute("aria-live", "off");
    timer = setTimeout(tick, number(body, "data-milliseconds") / parseFloat(speed.value));
  }

  function go(index) {
    stop();
    show(index);
  }

  function fromAddress() {
    return steps.findIndex(function (step) { return "#" + step.id === location.hash; });
  }

  document.getElementById("first").addEventListener("click", function () { go(0); });
  document.getElementById("previous").addEventListener("click", function () { go(current - 1); });
  document.getElementById("next").addEventListener("click", function () { go(current + 1); });
  document.getElementById("last").addEventListener("click", function () { go(steps.length - 1); });
  play.addEventListener("click", toggle);
  slider.addEventListener("input", function () { go(parseInt(slider.value, 10) - 1); });
  window.addEventListener("hashchange", function () { if (fromAddress() >= 0) { go(fromAddress()); } });

  document.addEventListener("keydown", function (event) {
    var target = event.target.tagName;
    if (event.ctrlKey || event.altKey || event.metaKey || target === "SELECT") { return; }
    if (event.key === " ") {
      if (target === "BUTTON") { return; }
      toggle();
    } else if (event.key === "ArrowRight" || event.key === "PageDown") {
      go(current + 1);
    } else if (event.key === "ArrowLeft" || event.key === "PageUp") {
      go(current - 1);
    } else if (event.key === "Home") {
      go(0);
    } else if (event.key === "End") {
      go(steps.length - 1);
    } else {
      return;
    }
    event.preventDefault();
  });

  document.documentElement.classList.add("js");
  nav.hidden = false;
  show(fromAddress() >= 0 ? fromAddress() : 0, true);
}());
