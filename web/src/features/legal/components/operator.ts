/** Who runs the service; null on one machine. A build for a deployed API requires both settings. */
export const OPERATOR = import.meta.env.VITE_OPERATOR ?? null;

/** The e-mail address for questions and complaints; null on one machine. */
export const CONTACT = import.meta.env.VITE_CONTACT ?? null;
