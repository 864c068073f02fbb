// What three readers of others say to what is published in a folder: one line for each complaint.
// Redocly's recommended rules for the description, Ajv in its strict mode for each schema, ical.js for each calendar.
import fs from "node:fs";
import path from "node:path";
import { createConfig, lint } from "@redocly/openapi-core";
import addFormats from "ajv-formats";
import Ajv from "ajv/dist/2020.js";
import ICAL from "ical.js";

const [folder] = process.argv.slice(2);
const read = (name) => fs.readFileSync(path.join(folder, name), "utf-8");
const complaints = [];
const heed = (name, look) => {
  try {
    look();
  } catch (error) {
    complaints.push(`${name}: ${error.message}`);
  }
};

const config = await createConfig({ extends: ["recommended"] });
for (const problem of await lint({ ref: path.join(folder, "openapi.json"), config })) {
  complaints.push(`openapi.json: ${problem.severity} ${problem.ruleId}: ${problem.message}`);
}
ICAL.design.strict = true;
for (const name of fs.readdirSync(folder)) {
  if (name.endsWith(".schema.json")) {
    heed(name, () => addFormats(new Ajv({ strict: true })).compile(JSON.parse(read(name))));
  }
  if (name.endsWith(".ics")) {
    heed(name, () => {
      for (const event of new ICAL.Component(ICAL.parse(read(name))).getAllSubcomponents("vevent")) {
        if (!(new ICAL.Event(event).startDate.isDate)) throw new Error("an event that is not a day");
      }
    });
  }
}
console.log(complaints.join("\n"));
