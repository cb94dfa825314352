// What a bed may be called: short enough for the smallest tile, and nothing that is read two ways.
export const isBedLabel = (text: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N} ./-]{0,11}$/u.test(text)
