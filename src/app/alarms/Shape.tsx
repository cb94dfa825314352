// TABLE: the shape of each priority, told apart without its colour: triangle, diamond, dome; a call for help, a notice. As on the tiles.
import type { Priority } from '../../model/priority.ts'

export type ShapeKey = Exclude<Priority, 'none'> | 'help'
const BANG = (top: number, bottom: number) => `M10.7 ${top}h2.6v${(bottom - top) * 0.6}h-2.6zM10.7 ${bottom - 2.8}h2.6v2.8h-2.6z`
const PATHS: Readonly<Record<ShapeKey, string>> = {
  high: `M12 .5 24 23H0z${BANG(8.6, 20.2)}`,
  medium: `M12 0 24 12 12 24 0 12z${BANG(5.8, 18.2)}`,
  low: `M0 20.6V15a12 12 0 0 1 24 0v5.6z${BANG(6.7, 18.7)}`,
  notice: 'M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22M10.7 10h2.6v8h-2.6zM10.7 5.8h2.6v2.6h-2.6z',
  help: 'M4 8h2v6h2V3h2v10h1V1h2v12h1V3h2v10h1V7h2v9q0 8-7 8-6 0-8-7z',
}

export function Shape({ of, size = 24 }: { readonly of: ShapeKey; readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="currentColor"
      fillRule="evenodd"
      aria-hidden="true"
      focusable="false"
      data-shape={of}
    >
      <path d={PATHS[of]} />
    </svg>
  )
}
