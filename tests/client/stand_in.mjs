// Starts `understudy serve` on a free port and stops it again.
//
// UNDERSTUDY is the command, UNDERSTUDY_ROOT the repository with spec/ and fixtures/.

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";

const { UNDERSTUDY, UNDERSTUDY_ROOT } = process.env;
if (!UNDERSTUDY || !UNDERSTUDY_ROOT) {
  throw new Error("set UNDERSTUDY to the command and UNDERSTUDY_ROOT to the repository");
}

/** The bytes of a fixture, parsed. */
export async function fixture(name) {
  return JSON.parse(await readFile(path.join(UNDERSTUDY_ROOT, "fixtures", name), "utf8"));
}

/** Serves the document; resolves once it listens, with its address and a way to stop it. */
export async function standIn(document) {
  const child = spawn(UNDERSTUDY, ["serve", path.join("spec", document), "-p", "0"], {
    cwd: UNDERSTUDY_ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(`could not be started: ${error.message}`));
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  return { url: await announcedAddress(child, ended), stop };
}

function announcedAddress(child, ended) {
  let output = "";
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      output += chunk;
      const line = output.match(/understudy is listening on (http:\S+)\n/);
      if (line) resolve(line[1]);
    });
    ended.then((how) => reject(new Error(`understudy ended with ${how}\n${output}${errors}`)));
  });
}
