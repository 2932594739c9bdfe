import type { Page } from "../values";
import type { Given } from "./pixels";

/** What the page and its worker tell each other; one question at a time. */

export type Question =
  /** Fetch the model of this card, and make ready. */
  | { readonly kind: "open"; readonly card: string }
  | { readonly kind: "read"; readonly given: Given; readonly source: string };

export type Reply =
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "ready" }
  /** Nothing will be read here, and why. */
  | { readonly kind: "off"; readonly reason: string }
  | { readonly kind: "page"; readonly page: Page }
  /** This picture cannot be read here, and why. */
  | { readonly kind: "passed"; readonly reason: string };
