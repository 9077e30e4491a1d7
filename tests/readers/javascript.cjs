// Reads calendars by one of the JavaScript readers: `node javascript.cjs READER FILE...`, the packages in NODE_PATH.
// Prints what python.py beside it prints.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const pad = (number) => String(number).padStart(2, "0");
const day = (year, month, date) => `${year}-${pad(month)}-${pad(date)}`;
const instant = (date) => date.toISOString().replace(/\.\d+Z$/, "Z");

function icalJs(ICAL, text) {
  const moment = (time) => {
    if (time.isDate) return day(time.year, time.month, time.day);
    if (time.zone === ICAL.Timezone.localTimezone) return time.toString();
    return instant(new Date(time.toUnixTime() * 1000));
  };
  // Not ICAL.Event: making one looks at all the others.
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((event) => {
    const value = (name) => event.getFirstPropertyValue(name);
    const texts = ["summary", "location", "description"].map((name) => value(name) ?? "");
    return [value("uid"), [moment(value("dtstart")), moment(value("dtend")), ...texts]];
  });
}

function nodeIcal(ical, text) {
  // A whole day begins at the viewer's midnight.
  const moment = (date) =>
    date.dateOnly ? day(date.getFullYear(), date.getMonth() + 1, date.getDate()) : instant(date);
  return Object.values(ical.sync.parseICS(text))
    .filter((part) => part.type === "VEVENT")
    .map((event) => {
      const texts = [event.summary, event.location, event.description].map((value) => value?.val ?? value ?? "");
      return [event.uid, [moment(event.start), moment(event.end), ...texts]];
    });
}

function tsIcs(ics, text) {
  const moment = ({ type, date }) =>
    type === "DATE" ? day(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()) : instant(date);
  return ics.convertIcsCalendar(undefined, text).events.map((event) => [
    event.uid,
    [moment(event.start), moment(event.end), event.summary ?? "", event.location ?? "", event.description ?? ""],
  ]);
}

const READERS = { "ical.js": icalJs, "node-ical": nodeIcal, "ts-ics": tsIcs };

function read(rows, library, file) {
  try {
    return Object.fromEntries(rows(library, fs.readFileSync(file, "utf8")));
  } catch (error) {
    return String(error);
  }
}

const [reader, ...files] = process.argv.slice(2);
const library = require(reader); // before any file: so a reader that is missing shows
const found = files.map((file) => [path.basename(file), read(READERS[reader], library, file)]);
process.stdout.write(JSON.stringify(Object.fromEntries(found)));
