/** The browser's own interface and its words, under one name in every browser. */

/** @type {typeof chrome} */
export const browser = globalThis.browser ?? globalThis.chrome;

/**
 * A sentence in the user's language.
 * @param {string} key of `_locales`
 * @param {...(string | number)} values for $1, $2…
 * @returns {string}
 */
export function words(key, ...values) {
  return browser.i18n.getMessage(key, values.map(String)) || key;
}

/**
 * Fill in the words of a page: `data-words` is a text, `data-label` an accessible name and tool tip.
 * @param {ParentNode} root
 */
export function fillWords(root) {
  document.documentElement.lang = browser.i18n.getUILanguage();
  for (const one of root.querySelectorAll("[data-words]")) {
    one.textContent = words(one.dataset.words);
  }
  for (const one of root.querySelectorAll("[data-label]")) {
    one.setAttribute("aria-label", words(one.dataset.label));
    one.title = words(one.dataset.label);
  }
}

/**
 * An element with its text; whatever a page or a site has said stays text.
 * @param {string} tag
 * @param {string} className
 * @param {string} text
 * @returns {HTMLElement}
 */
export function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/**
 * A button with an icon alone, named for those who cannot see it.
 * @param {string} icon a file of `icons`
 * @param {string} label
 * @param {() => void} onClick
 * @returns {HTMLButtonElement}
 */
export function iconButton(icon, label, onClick) {
  const button = element("button", `icon icon-${icon}`);
  button.type = "button";
  button.title = label;
  button.setAttribute("aria-label", label);
  button.addEventListener("click", onClick);
  return button;
}
