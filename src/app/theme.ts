// TABLE: the three themes. Parameter colours are custom, not standard, and muted: strong colour is spent on what is wrong (DESIGN §5).
import type { ColourToken } from '../model/vitals.ts'
import type { ThemeKey } from './messages.ts'

export const ROLES = [
  'background',
  'tile',
  'tileIdle', // away and empty beds
  'frame',
  'text',
  'textDim', // labels, notes, small words
  'grid',
  'scale', // calibration mark, wave scale
  'hatch', // a hole in a wave
  'veil', // lines over a tile that may not be trusted
  'spark',
  'technical',
  'technicalText',
  'notice',
  'noticeText',
  'alarmHigh',
  'alarmHighText',
  'alarmMedium',
  'alarmMediumText',
  'alarmLow',
  'alarmLowText',
  // Frame and symbol on a tile where nothing is filled: the empty half of a flash, what has ended.
  'alarmHighEdge',
  'alarmMediumEdge',
  'alarmLowEdge',
  'focus',
] as const
export type Role = (typeof ROLES)[number]

export interface Theme {
  readonly roles: Readonly<Record<Role, string>>
  /** Numbers and waves of a parameter. */
  readonly colours: Readonly<Record<ColourToken, string>>
  /** The same, for a number that is late, overdue or struck through. */
  readonly dim: Readonly<Record<ColourToken, string>>
}

export const THEME: Readonly<Record<ThemeKey, Theme>> = {
  dark: {
    roles: {
      background: '#07090b',
      tile: '#101418',
      tileIdle: '#0b0e11',
      frame: '#2b3239',
      text: '#e4e8eb',
      textDim: '#98a2ab',
      grid: '#1b2127',
      scale: '#7d8791',
      hatch: '#39424b',
      veil: '#4a545e',
      spark: '#7b8894',
      technical: '#e0b84a',
      technicalText: '#15120a',
      notice: '#2b3239',
      noticeText: '#e4e8eb',
      alarmHigh: '#ae1818',
      alarmHighText: '#ffffff',
      alarmMedium: '#f2d13a',
      alarmMediumText: '#15120a',
      alarmLow: '#4cc9dd',
      alarmLowText: '#05181b',
      alarmHighEdge: '#ee4a42',
      alarmMediumEdge: '#f2d13a',
      alarmLowEdge: '#4cc9dd',
      focus: '#ffffff',
    },
    colours: {
      ecg: '#9ed6a8',
      spo2: '#93cfe0',
      art: '#eab0aa',
      nibp: '#cdc6e8',
      resp: '#ddd6a4',
      temp: '#d6c6b4',
      co2: '#dcc0a0',
      cvp: '#adc2ee',
      pap: '#dcb3d2',
      icp: '#c9ced2',
      other: '#c3cad0',
    },
    dim: {
      ecg: '#7da585',
      spo2: '#76a0ad',
      art: '#b58a86',
      nibp: '#9c97b2',
      resp: '#a8a380',
      temp: '#a5998b',
      co2: '#aa957d',
      cvp: '#8899bd',
      pap: '#aa8ca3',
      icp: '#989ca0',
      other: '#959b9f',
    },
  },
  dim: {
    roles: {
      background: '#000000',
      tile: '#060504',
      tileIdle: '#030302',
      frame: '#26221c',
      text: '#b9b0a3',
      textDim: '#8c8478',
      grid: '#15120f',
      scale: '#6f685e',
      hatch: '#2f2a23',
      veil: '#3c362d',
      spark: '#6b655c',
      technical: '#a8883a',
      technicalText: '#0b0903',
      notice: '#26221c',
      noticeText: '#b9b0a3',
      alarmHigh: '#8f1616',
      alarmHighText: '#ffe9e4',
      alarmMedium: '#b79c2c',
      alarmMediumText: '#0f0c03',
      alarmLow: '#4fb0be',
      alarmLowText: '#031012',
      alarmHighEdge: '#cf3d36',
      alarmMediumEdge: '#b79c2c',
      alarmLowEdge: '#4fb0be',
      focus: '#e0d6c6',
    },
    colours: {
      ecg: '#85ab8b',
      spo2: '#7ea8b5',
      art: '#c19590',
      nibp: '#a59fbd',
      resp: '#aea883',
      temp: '#ab9d8d',
      co2: '#b39c80',
      cvp: '#90a2c8',
      pap: '#b592ac',
      icp: '#a0a3a5',
      other: '#9da2a6',
    },
    dim: {
      ecg: '#688a6e',
      spo2: '#64868f',
      art: '#987672',
      nibp: '#837e95',
      resp: '#898468',
      temp: '#877c70',
      co2: '#8d7b66',
      cvp: '#72819f',
      pap: '#8f7488',
      icp: '#7f8183',
      other: '#7c8083',
    },
  },
  day: {
    roles: {
      background: '#dfe3e6',
      tile: '#ffffff',
      tileIdle: '#eef1f3',
      frame: '#b4bcc3',
      text: '#14181b',
      textDim: '#4e5860',
      grid: '#e3e7ea',
      scale: '#78828b',
      hatch: '#ccd3d9',
      veil: '#9aa4ad',
      spark: '#67727b',
      technical: '#f0c136',
      technicalText: '#191402',
      notice: '#d5dbe0',
      noticeText: '#14181b',
      alarmHigh: '#ae1414',
      alarmHighText: '#ffffff',
      alarmMedium: '#f2cf1d',
      alarmMediumText: '#191402',
      alarmLow: '#3cc2d8',
      alarmLowText: '#031416',
      alarmHighEdge: '#c41818',
      alarmMediumEdge: '#836500',
      alarmLowEdge: '#0b7385',
      focus: '#0b3fae',
    },
    colours: {
      ecg: '#1d5c2e',
      spo2: '#0b5468',
      art: '#8c2a22',
      nibp: '#4a3d85',
      resp: '#5c5206',
      temp: '#67492a',
      co2: '#77430c',
      cvp: '#234690',
      pap: '#7c2668',
      icp: '#444c52',
      other: '#454d54',
    },
    dim: {
      ecg: '#54795e',
      spo2: '#46737f',
      art: '#a35e58',
      nibp: '#6f6797',
      resp: '#756e3a',
      temp: '#816b54',
      co2: '#8a673f',
      cvp: '#5b729f',
      pap: '#955f87',
      icp: '#6a7176',
      other: '#6a7177',
    },
  },
}

const cssName = (key: string) => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** The theme as CSS variables: `--tile`, `--text-dim`, `--colour-ecg`, `--dim-ecg`, … */
export function themeCss(theme: ThemeKey): Readonly<Record<string, string>> {
  const { roles, colours, dim } = THEME[theme]
  const named = (prefix: string, table: Readonly<Record<string, string>>) =>
    Object.entries(table).map(([key, value]) => [cssName(prefix + key), value])
  return Object.fromEntries([...named('', roles), ...named('colour-', colours), ...named('dim-', dim)])
}
