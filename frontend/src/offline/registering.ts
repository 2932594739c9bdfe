/** Has the application kept by the browser, where the browser can; says so on the page. */
export async function keepForLater(page: HTMLElement): Promise<void> {
  // Browsers only have one on pages that came by HTTPS, or from this machine.
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/service-worker.js");
    await navigator.serviceWorker.ready;
    page.dataset["offline"] = "ready";
  } catch {
    // Forbidden by the visitor, or no room: the application works as long as there is a network.
    page.dataset["offline"] = "off";
  }
}
