/** The logo, the same in both languages. */
export function Wordmark({ className = "h-[1.125rem]" }: { className?: string }) {
  return (
    <svg viewBox="0 0 98 26" className={`${className} w-auto`} fill="none" stroke="currentColor" strokeWidth="4.2" aria-hidden>
      <path d="M3 24V12.500a8 8 0 0 1 16 0V24" strokeLinecap="round" />
      <path d="M27 14.500h17.500a8.800 8.800 0 1 0-2.600 6.600" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M53.500 24V12.500a8 8 0 0 1 8-8h1.500" strokeLinecap="round" />
      <circle cx="79" cy="14.300" r="9.200" />
      <circle cx="94" cy="4.500" r="3" fill="var(--ember)" stroke="none" />
    </svg>
  );
}
