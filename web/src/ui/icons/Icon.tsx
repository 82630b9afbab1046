const paths = {
  search: 'M14.5 9a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0ZM13.2 13.2l4 4',
  link: 'M8.5 11.5a3.2 3.2 0 0 0 4.6 0l3-3a3.25 3.25 0 0 0-4.6-4.6l-1 1M11.5 8.5a3.2 3.2 0 0 0-4.6 0l-3 3a3.25 3.25 0 0 0 4.6 4.6l1-1',
  moon: 'M16 11.6A6.6 6.6 0 1 1 8.4 4a5.4 5.4 0 0 0 7.6 7.6Z',
  sun: 'M13.5 10a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1',
  globe: 'M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0ZM3 10h14M10 3c2.2 2 3 4.4 3 7s-.8 5-3 7c-2.2-2-3-4.4-3-7s.8-5 3-7Z',
  clock: 'M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0ZM10 6v4l2.5 2',
  person: 'M13.2 6.500a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0ZM3.5 17c.6-3.6 3.2-5.2 6.5-5.200s5.9 1.6 6.5 5.2',
  check: 'm4 10.5 4 4 8-9',
  x: 'm5 5 10 10M15 5 5 15',
  down: 'm5 7.5 5 5 5-5',
  next: 'm7.5 5 5 5-5 5',
  plus: 'M10 4v12M4 10h12',
  undo: 'M4 8h8a4 4 0 0 1 0 8H8M4 8l3.5-3.500M4 8l3.5 3.5',
  warn: 'M10 3 18 17H2ZM10 8v4M10 14.400v.1',
  lock: 'M6 9h8a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2ZM6.5 9V6.500a3.5 3.5 0 0 1 7 0V9',
  play: 'M6 4v12l10-6Z',
  copy: 'M9 7h6a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2ZM13 7V5a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h2',
  file: 'M5 2.500h6.500L15.5 6.500V17.500H5ZM11.5 2.500V6.500h4',
  up: 'M10 15V4M5.5 8.5 10 4l4.5 4.500M3.5 17h13',
  box: 'm3 6.5 7-3.5 7 3.500v7L10 17l-7-3.500ZM3 6.500l7 3.5 7-3.500M10 10v7',
  web: 'M4.5 4h11a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM2.5 8h15',
  app: 'M8 2.500h4a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2ZM9 15h2',
  phone: 'M4 3.500h3l1.4 3.8-1.9 1.400a9.5 9.5 0 0 0 4.8 4.800l1.4-1.9 3.8 1.400v3a1.3 1.3 0 0 1-1.4 1.300C8.7 16.7 3.3 11.3 2.7 4.900A1.3 1.3 0 0 1 4 3.500Z',
  shop: 'M3.5 8.500V16.500h13V8.500M2.5 8.5 4 3.500h12l1.5 5a2.5 2.5 0 0 1-5 0 2.5 2.5 0 0 1-5 0 2.5 2.5 0 0 1-5 0Z',
  mail: 'M4.5 4.500h11a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM3 6l7 5 7-5',
  chat: 'M3 4h14v9.500H9L5.5 16.500v-3H3Z',
  star: 'm10 3 2.2 4.6 5 .7-3.6 3.5.9 5L10 14.4 5.5 16.800l.9-5L2.8 8.300l5-.7Z',
  sliders: 'M3 6h7M14 6h3M3 14h3M10 14h7M14 6a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM10 14a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z',
} as const;

export type IconName = keyof typeof paths;

type IconProps = {
  name: IconName;
  /** Spoken name; without it the icon is decoration beside words. */
  label?: string;
  /** Turned round in right-to-left pages: only for icons that point along the reading direction. */
  flip?: boolean;
  size?: number;
};

export function Icon({ name, label, flip = false, size = 16 }: IconProps) {
  const spoken = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg
      {...spoken}
      className={flip ? 'flip' : undefined}
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
