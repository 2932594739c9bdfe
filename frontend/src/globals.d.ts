/** How many bytes the runtime has; Vite writes the figure in. */
declare const RUNTIME_BYTES: number;
