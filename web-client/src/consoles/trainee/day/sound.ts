// A soft sound of two notes, made in the browser, so that nothing needs to be fetched.

const NOTES = [
  { hertz: 523.25, after: 0 },
  { hertz: 659.25, after: 0.18 },
];
const LOUDNESS = 0.18;
const LENGTH_SECONDS = 0.6;

/** False when this browser makes no sound. */
export function playSound(): boolean {
  if (typeof AudioContext === 'undefined') return false;
  const audio = new AudioContext();
  for (const { hertz, after } of NOTES) {
    const start = audio.currentTime + after;
    const note = audio.createOscillator();
    const volume = audio.createGain();
    note.frequency.value = hertz;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.001, start + LENGTH_SECONDS);
    note.connect(volume).connect(audio.destination);
    note.start(start);
    note.stop(start + LENGTH_SECONDS);
  }
  setTimeout(() => void audio.close(), 2_000);
  return true;
}
