const MOST_THREADS = 4;

/** How many threads may read: memory is only shared between those of a page that is isolated from all others. */
export function threadsOf(scope: {
  readonly crossOriginIsolated: boolean;
  readonly navigator: { readonly hardwareConcurrency: number };
}): number {
  return scope.crossOriginIsolated ? Math.max(1, Math.min(MOST_THREADS, scope.navigator.hardwareConcurrency)) : 1;
}
