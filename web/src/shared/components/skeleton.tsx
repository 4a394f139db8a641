/** A pulsing area in place of content that is being loaded. */
export const Skeleton = ({ className }: { className: string }) => <div className={`skeleton skeleton--pulse ${className}`} />;
