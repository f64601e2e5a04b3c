// The sandbox's clock: shows it running, and moves it to the moments people ask for.
import { api } from "/page/api.js";
import { element } from "/page/dom.js";

const HOUR = 3600;
const DAY = 86400;
const ZONE = 8 * HOUR;
const FORMAT = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });

const dayStart = (now) => Math.floor((now + ZONE) / DAY) * DAY - ZONE;
/** 0 is Monday. */
const weekday = (now) => (Math.floor((now + ZONE) / DAY) + 3) % 7;
const next = (now, hours) => (dayStart(now) + hours * HOUR > now ? dayStart(now) : dayStart(now) + DAY) + hours * HOUR;

function nextFriday(now) {
  const friday = dayStart(now) + ((4 - weekday(now) + 7) % 7) * DAY + 17.5 * HOUR;
  return friday > now ? friday : friday + 7 * DAY;
}

const MOVES = [
  { name: "+1 小时", id: "clock-hour", target: (now) => now + HOUR },
  { name: "到 17:30", id: "clock-evening", target: (now) => next(now, 17.5) },
  { name: "明天早上", id: "clock-morning", target: (now) => dayStart(now) + DAY + 9 * HOUR },
  { name: "周五 17:30", id: "clock-friday", target: nextFriday },
  { name: "下周五 17:30", id: "clock-next-friday", target: (now) => dayStart(now) + (11 - weekday(now)) * DAY + 17.5 * HOUR },
];

let distance = 0;
let frozenAt = null;

function now() {
  return frozenAt ?? Date.now() / 1000 + distance;
}

export async function syncClock() {
  const clock = await api.clock();
  distance = clock.now - Date.now() / 1000;
  frozenAt = clock.running ? null : clock.now;
  showClock();
}

function showClock() {
  const time = document.getElementById("clock");
  time.textContent = FORMAT.format(new Date(now() * 1000));
  time.dateTime = new Date(now() * 1000).toISOString();
}

export function startClock(report) {
  const buttons = MOVES.map((move) => {
    const button = element("button", { type: "button", dataset: { testid: move.id } }, move.name);
    button.addEventListener("click", () => api.moveClock({ set: move.target(now()) }).then(syncClock).catch(report));
    return button;
  });
  document.getElementById("clock-buttons").append(...buttons);
  setInterval(showClock, 1000);
  return syncClock();
}
