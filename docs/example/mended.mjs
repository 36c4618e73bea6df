// The same three, after the loop over all variants.
import { LANGUAGES } from "./client.mjs";

export const nameOf = (agent) => agent.name?.trim() || "(unnamed)"; // it may be null, and absent

export const remindersOf = (agent) => agent.max_reminder_count ?? 3; // 0 switches reminders off

export const languageOf = (agent) => LANGUAGES[agent.language] ?? agent.language; // also of one to come
