// Where ajv refuses an answer that understudy made and took for valid, and why that is right. A class is a kind of
// difference, never one document.
//
// A difference has the schema, the row of the answer (`understudy answers --json`), ajv's errors and the document.

export const EXPLAINED = [];

export const explanationOf = (difference) => EXPLAINED.find(({ when }) => when(difference));
