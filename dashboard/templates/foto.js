// What Streamlit's field for files lacks on a phone; see dashboard/components/foto.py.
(() => {
  const PLACES = "[class*='-kamera'], [class*='-galeri']";

  function mend(root) {
    for (const field of root.querySelectorAll(`:is(${PLACES}) input[type=file]`)) {
      // Streamlit's own list keeps phones from offering their photos.
      field.accept = "image/jpeg,image/png,image/webp";
      // A phone opens its camera at once, instead of asking where the picture is.
      if (field.closest("[class*='-kamera']")) field.setAttribute("capture", "environment");
      // The button says what the field is for.
      const zone = field.closest("[data-testid=stFileUploaderDropzone]");
      const words = zone?.querySelector("button p")?.firstChild;
      const label = zone?.getAttribute("aria-label");
      if (words && label && words.nodeValue !== label) words.nodeValue = label;
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const watch = new MutationObserver((changes) => {
      if (changes.some((change) => change.addedNodes.length)) mend(document);
    });
    watch.observe(document.body, { childList: true, subtree: true });
  });
})();
