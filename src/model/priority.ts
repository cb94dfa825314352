// TABLES: priorities of alarms, worst first, and categories of their tones [FACTS §2.2, §2.3; WARD §8].

export const PRIORITIES = ['high', 'medium', 'low', 'notice', 'none'] as const
/** 'notice': a person must answer, no alarm. 'none': shown, never heard. */
export type Priority = (typeof PRIORITIES)[number]

export const CATEGORIES = ['general', 'cardiovascular', 'oxygenation', 'ventilation', 'temperature', 'power'] as const
export type Category = (typeof CATEGORIES)[number]

const rank = (priority: Priority): number => PRIORITIES.indexOf(priority)
/** Below 0 where `a` is worse than `b`. */
export const byPriority = (a: Priority, b: Priority): number => rank(a) - rank(b)
export const isWorse = (a: Priority, b: Priority): boolean => byPriority(a, b) < 0
/** High, medium and low are alarms. */
export const isAlarm = (priority: Priority): boolean => rank(priority) < rank('notice')
/** Before the text, as on any monitor. */
export const MARKS: Readonly<Record<Priority, string>> = { high: '***', medium: '**', low: '*', notice: '', none: '' }
