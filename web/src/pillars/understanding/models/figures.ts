/** What is told of a model on answers that it had not seen. */
export const figures = ['auc', 'macro_f1', 'calibration_error', 'brier_skill'] as const;
