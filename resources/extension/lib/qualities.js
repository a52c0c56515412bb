/** The qualities that MediaDL knows, as a menu. */

import { words } from "./browser.js";

const HEIGHTS = ["2160p", "1440p", "1080p", "720p", "480p", "360p"];

/**
 * Fill a menu, and choose one.
 * @param {HTMLSelectElement} menu
 * @param {string} chosen
 */
export function fillQualities(menu, chosen) {
  const heights = HEIGHTS.map((height) => new Option(words("qualityUpTo", height), height));
  const best = new Option(words("qualityBest"), "best");
  menu.replaceChildren(best, ...heights, new Option(words("qualityAudio"), "audio_only"));
  menu.value = chosen;
}
