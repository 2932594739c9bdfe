/** The sample pictures: a click reads one, as if it had been chosen. */
export function openSamples(links: Iterable<HTMLAnchorElement>, take: (file: File) => void): void {
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void fetchSample(link.href).then(take);
    });
  }
}

async function fetchSample(address: string): Promise<File> {
  const answer = await fetch(address);
  const name = address.split("/").at(-1) ?? "sample";
  const content = await answer.blob();
  return new File([content], name, { type: content.type });
}
