// Three bugs that no test with a friendly answer finds.
import { LANGUAGES } from "./client.mjs";

export const nameOf = (agent) => agent.name.trim() || "(unnamed)";

export const remindersOf = (agent) => agent.max_reminder_count || 3; // the contract's default

export const languageOf = (agent) => LANGUAGES[agent.language];
