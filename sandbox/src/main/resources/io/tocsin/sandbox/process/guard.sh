# Runs a command in a session of its own, and takes it down with everything that it started once
# standard input ends. The launcher holds the other end of that pipe and never writes to it, so the
# end comes with the launcher's, whatever ended it: close, exit, or kill -9.
#
# usage: guard LOG GRACE_SECONDS COMMAND…
# Prints the command's process id, then ends with the command's own exit status.

log=$1 grace=$2
shift 2
trap '' INT HUP QUIT # Ctrl-C reaches the whole terminal; who stops first is the launcher's decision

exec 3<&0
if command -v setsid >/dev/null 2>&1; then
  setsid "$@" </dev/null >>"$log" 2>&1 3<&- &
else
  set -m
  "$@" </dev/null >>"$log" 2>&1 3<&- &
fi
child=$!

(
  while read -r _; do :; done <&3
  # Who stops at once may be ahead of setsid: there is no session to end until it has made one.
  until kill -0 "-$child" || ! kill -0 "$child"; do sleep 1; done
  kill -TERM "-$child"
  while [ "$grace" -gt 0 ] && kill -0 "-$child"; do
    sleep 1
    grace=$((grace - 1))
  done
  kill -KILL "-$child"
) >/dev/null 2>&1 &
watcher=$!

echo "$child"
exec >/dev/null 3<&-
wait "$child"
status=$?
# What the command left running in its session goes with it.
kill -KILL "-$child" 2>/dev/null
kill -KILL "$watcher" 2>/dev/null
exit "$status"
