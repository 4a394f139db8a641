/** Whether this is a build for one machine, which nobody offers as a service. It names an operator that does not exist. */
export const IS_DEMO = !import.meta.env.VITE_OPERATOR;

/** Who runs the service. A build for a deployed API requires both settings. */
export const OPERATOR = import.meta.env.VITE_OPERATOR || null;

/** The e-mail address for questions and complaints. The address of a demo belongs to nobody: `.example` is reserved. */
export const CONTACT = import.meta.env.VITE_CONTACT || (IS_DEMO ? "hello@nero.example" : null);
