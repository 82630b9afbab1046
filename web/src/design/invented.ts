import type { Estimate, Figure } from '@/ui/estimate/figure';

/** Invented numbers for specimens; nothing here ever reaches a page with real data. */
export const figure = (value: number, low: number, high: number, n: number, more: Partial<Estimate> = {}): Figure => ({ estimate: { value, low, high, n, ...more }, shortfall: null });
export const missing = (code: string, have?: number, need?: number): Figure => ({ estimate: null, shortfall: { code, have, need } });

export const drivers = [
  { key: 'd0', rise: [0.86, 0.69, 1.03], reach: 0.041, rank: [0.76, 0.24, 0, 0, 0] },
  { key: 'd1', rise: [0.78, 0.63, 0.94], reach: 0.049, rank: [0.24, 0.76, 0, 0, 0] },
  { key: 'd2', rise: [0.34, 0.22, 0.47], reach: 0.019, rank: [0, 0, 0.58, 0.4, 0.02] },
  { key: 'd3', rise: [0.31, 0.15, 0.48], reach: 0.052, rank: [0, 0, 0.39, 0.52, 0.09] },
  { key: 'd4', rise: [0.12, -0.06, 0.3], reach: 0.06, rank: [0, 0, 0.03, 0.08, 0.89] },
] as const;

export const strip: readonly Estimate[] = [
  [-8, -11.6, -4.4], [-2.1, -4.6, 0.4], [-1.8, -4.9, 1.3], [-1.2, -3.0, 0.6], [-0.9, -2.2, 0.4], [-0.4, -2.6, 1.8], [-0.1, -1.3, 1.1],
  [0.1, -2.8, 3.0], [0.4, -1.1, 1.9], [0.8, -0.9, 2.5], [1.1, -1.6, 3.8], [1.5, -0.6, 3.6], [2.0, -0.2, 4.2], [5.2, 2.4, 8.0],
].map(([value = 0, low = 0, high = 0]) => ({ value, low, high, n: 300 }));

const weekly = [71.2, 70.4, 71.9, 70.8, 71.5, 72.1, 70.9, 71.3, 71.8, 70.6, 65.9, 65.1];
export const weeks = weekly.map((value, i) => ({ day: new Date(Date.UTC(2026, 8, 4 + 7 * i)).toISOString().slice(0, 10), value, half: 1.8 + (i % 3) * 0.3 }));

export const verbatims = [
  { language: 'en', text: 'Third time this week. The bank page spins, comes back, and I have to type the whole card again. I am furious.', marks: [['I have to type the whole card again', 'B'], ['I am furious', 'A']] },
  { language: 'fa', text: 'پول از حسابم کم شد ولی شارژ نیامد. سه بار شماره کارت را از اول زدم. لطفاً مرا به یک آدم وصل کنید.', marks: [['سه بار شماره کارت را از اول زدم', 'B']] },
  { language: 'ar', text: 'التطبيق جميل وسريع، لكن عند خطوة البنك أعود إلى البداية في كل مرة.', marks: [['أعود إلى البداية في كل مرة', 'B']] },
  { language: 'zh', text: '银行页面打不开，又要重新输入卡号。充值失败两次。', marks: [['又要重新输入卡号', 'B']] },
] as const;
