// Colours of a theme for canvases, by the same table as the tiles.
import { useMemo } from 'react'
import { useSettings } from '../page/use.ts'
import { THEME, type Theme } from '../theme.ts'

export interface Ink extends Theme {
  /** Fill of what is unknown. */
  readonly hatch: CanvasPattern | string
}

function hatched(colour: string): CanvasPattern | string {
  const canvas = document.createElement('canvas')
  canvas.width = 8
  canvas.height = 8
  const context = canvas.getContext('2d')
  if (!context) return colour
  context.strokeStyle = colour
  context.lineWidth = 1.6
  context.beginPath()
  for (const shift of [-8, 0, 8]) {
    context.moveTo(shift, 8)
    context.lineTo(shift + 8, 0)
  }
  context.stroke()
  return context.createPattern(canvas, 'repeat') ?? colour
}

export function useInk(): Ink {
  const theme = useSettings((state) => state.theme)
  return useMemo(() => ({ ...THEME[theme], hatch: hatched(THEME[theme].roles.scale) }), [theme])
}
