/** The stations on the line: what a reader can do here, in the order of the thread; also, the other pages that belong to one. */
export const verbs = [
  { key: 'pulse', to: '/pulse', go: 'goPulse' },
  { key: 'listen', to: '/sources', go: 'goSources' },
  { key: 'understand', to: '/voices', go: 'goVoices', also: ['/themes', '/topics', '/detectors', '/labels', '/customers'] },
  { key: 'prioritise', to: '/priorities', go: 'goPriorities' },
  { key: 'govern', to: '/register', go: 'goRegister' },
] as const;
