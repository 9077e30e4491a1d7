"use strict";
(() => {
  const now = Date.now();
  const main = document.querySelector("main");
  const ways = document.querySelector("nav");
  const google = document.getElementById("google");
  if (google && /Android/.test(navigator.userAgent)) {
    google.after(ways.firstElementChild);
    ways.prepend(google);
  }

  const moment = (article, index) => Date.parse(article.querySelectorAll("time")[index].dateTime);
  const over = (article) => moment(article, 1) <= now;
  const all = [...main.querySelectorAll("article:not(.gone)")];
  if (all.every(over)) return; // the trip is over: all of it is for reading
  const beds = all.filter((article) => article.matches(".stay:not(.cancelled)") && moment(article, 0) <= now && !over(article));
  for (const day of main.querySelectorAll("details:not(.ended)")) {
    const events = [...day.querySelectorAll("article")].filter((article) => !beds.includes(article));
    if (events.every(over)) {
      day.open = false;
      main.append(day); // what is over comes last
    } else {
      events.filter(over).forEach((article) => article.classList.add("past"));
    }
  }
  const today = main.querySelector("details[open]:not(.ended)");
  for (const bed of beds) {
    if (today) {
      bed.classList.add("bed"); // where to sleep tonight, on whatever day that began
      today.querySelector("summary").after(bed);
    } else {
      bed.closest("details").open = true;
    }
  }
  const coming = all.filter((article) => !over(article) && !article.matches(".stay, .cancelled"));
  const next = coming.find((article) => moment(article, 0) > now);
  const mark = (article, label) => {
    article.classList.add("marked");
    article.querySelector(".what").dataset.label = label;
  };
  coming.filter((article) => moment(article, 0) <= now).forEach((article) => mark(article, main.dataset.now));
  if (next) mark(next, main.dataset.next);
})();
