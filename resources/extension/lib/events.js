/** Reads MediaDL's stream of events by a streaming fetch: unlike a WebSocket it works in every browser. */

import { request } from "./api.js";
import { Problem } from "./problems.js";
import { remembered } from "./state.js";

/** @typedef {{name: string, data: any}} Happened a name of "" is a sign of life */

/**
 * Everything that happens to this browser's downloads, until the stream ends.
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<Happened>}
 * @throws {Problem}
 */
export async function* happenings(signal) {
  const { token } = await remembered();
  if (!token) throw new Problem("not_paired");
  const answer = await request("GET", "/events", { token, signal, headers: { Accept: "text/event-stream" } });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) yield parsed(block);
  }
}

/**
 * One event of the stream (WHATWG HTML, 9.2); MediaDL sends data in one line.
 * @param {string} block
 * @returns {Happened}
 */
export function parsed(block) {
  const found = { name: "", data: {} };
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) found.name = line.slice("event: ".length);
    if (line.startsWith("data: ")) found.data = JSON.parse(line.slice("data: ".length));
  }
  return found;
}
