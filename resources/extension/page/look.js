/* Runs inside a page when the user opens the popup or clicks the menu; it looks, and changes nothing. */
(() => {
  /** @param {string | null | undefined} link */
  const whole = (link) => {
    try {
      return link ? new URL(link, document.baseURI).href : "";
    } catch {
      return "";
    }
  };

  /** What the players of the page name: the tag says what it is where neither name nor type does. */
  const played = () =>
    [...document.querySelectorAll("video, audio")].flatMap((player) => {
      const tag = player.localName;
      const sources = [...player.querySelectorAll("source")];
      const named = sources.map((one) => ({ link: whole(one.src), type: one.type, tag }));
      return [{ link: whole(player.currentSrc || player.getAttribute("src")), type: "", tag }, ...named];
    });

  /** What the page has loaded; the browser keeps no types of that, so names alone count. */
  const loaded = () =>
    performance.getEntriesByType("resource").map((one) => ({ link: one.name, type: "", tag: null }));

  const selection = getSelection();
  const anchors = () => {
    if (!selection || selection.isCollapsed || !selection.rangeCount) return [];
    const range = selection.getRangeAt(0);
    const around = range.commonAncestorContainer;
    const outer = (around instanceof Element ? around : around.parentElement)?.closest("a[href]");
    const inner = range.cloneContents().querySelectorAll("a[href]");
    return [...(outer ? [outer] : []), ...inner].map((one) => whole(one.getAttribute("href")));
  };

  const media = [...played(), ...loaded()].filter((one) => /^https?:/.test(one.link));
  return { media, anchors: anchors(), text: selection ? selection.toString() : "" };
})();
