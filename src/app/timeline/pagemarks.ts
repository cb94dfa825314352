// What stands in the margins of every printed page: whose it is, by whom, which page of how many. Pure.

/** A string of CSS; whatever stands in it is text. */
export const cssString = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{N} .,:;·…()/+–-]/gu, (letter) => `\\${letter.codePointAt(0)!.toString(16)} `)}"`

export interface Margins {
  /** Above: whose it is, and what it is. */
  readonly whose: string
  readonly mark: string
  /** Beneath: by whom and when. */
  readonly by: string
}
export const pageRules = ({ whose, mark, by }: Margins): string => `@media print {
  @page {
    size: A4 portrait;
    margin: 17mm 15mm 17mm;
    @top-left { content: ${cssString(whose)}; width: 75%; font: 700 9pt "B612", sans-serif; color: #000; }
    @top-right { content: ${cssString(mark)}; font: 700 9pt "B612", sans-serif; color: #000; }
    @bottom-left { content: ${cssString(by)}; width: 80%; font: 7.5pt "B612", sans-serif; color: #000; }
    @bottom-right { content: "page " counter(page) " of " counter(pages); font: 9pt "B612", sans-serif; color: #000; }
  }
}`
