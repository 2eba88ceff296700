#!/usr/bin/env bash
# Exim 4.96 (4.96-15+deb12u11): its refusals carry no enhanced status code (RFC 3463, RFC 2034), and EHLO offers none.
# An unknown recipient and a relay that is not allowed to us are both a bare "550", although the first is about the
# reader's address (5.1.1) and the second about the sender (5.7.1). Only the words differ, and each site may choose them.
# Expected: codes as from Postfix or Exchange, so that a program can tell the two apart.
# A sender that reads only enhanced codes has to treat a bare 550 as "not decided", or it tells people that their address
# is wrong because its own server may not relay.
# Needs Linux x86-64, root, apt-get with the sources of Debian 12, and unshare; installs nothing. Ends with 0 while Exim
# behaves so.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

apt-get download -qq exim4-daemon-light=4.96-15+deb12u11 exim4-base=4.96-15+deb12u11 libidn12 libnsl2 libdb5.3 \
  libpcre2-8-0 libgnutls30 libgnutls-dane0 libunbound8 libevent-2.1-7 2> apt.log
for package in *.deb; do dpkg -x "$package" root; done

# Exim asks for the account that it was built for; only this process sees the copy of the account files.
cp /etc/passwd /etc/group .
grep -q '^Debian-exim:' passwd || echo 'Debian-exim:x:61999:61999::/nonexistent:/usr/sbin/nologin' >> passwd
grep -q '^Debian-exim:' group || echo 'Debian-exim:x:61999:' >> group

cat > exim.conf <<CONF
primary_hostname = mx.example.org
domainlist local_domains = example.org
acl_smtp_rcpt = rcpt
log_file_path = $work/log/%slog
spool_directory = $work/spool
keep_environment =
begin acl
rcpt:
  deny message = relay not permitted
       domains = ! +local_domains
  require verify = recipient
  accept
begin routers
local:
  driver = accept
  domains = +local_domains
  local_parts = anna
  transport = nowhere
begin transports
nowhere:
  driver = appendfile
  file = /dev/null
CONF

cat > talk.sh <<'TALK'
mount --bind passwd /etc/passwd
mount --bind group /etc/group
mkdir -p spool log
chown -R Debian-exim:Debian-exim spool log
chmod 755 .
export LD_LIBRARY_PATH=$PWD/root/usr/lib/x86_64-linux-gnu
root/usr/sbin/exim4 -C "$PWD/exim.conf" -bdf -oX 127.0.0.1.17025 2> exim.log &
server=$!
trap 'kill $server' EXIT
for attempt in $(seq 50); do
  { exec 3<> /dev/tcp/127.0.0.1/17025; } 2> /dev/null && break
  sleep 0.1
done
answer() {
  while read -r -t 5 -u 3 line; do
    echo "${line%$'\r'}"
    [[ $line == ???' '* ]] && break
  done
}
ask() {
  printf '%s\r\n' "$1" >&3
  answer
}
answer > greeting
ask 'EHLO portal.example.net' > ehlo
ask 'MAIL FROM:<portal@example.net>' > sender
ask 'RCPT TO:<anna@example.org>' > known
ask 'RCPT TO:<nobody@example.org>' > unknown
ask 'RCPT TO:<anna@elsewhere.example>' > relay
ask 'QUIT' > quit
TALK
unshare --mount bash -euo pipefail talk.sh

echo "EHLO:              $(tr '\n' ' ' < ehlo)"
echo "known recipient:   $(cat known)"
echo "unknown recipient: $(cat unknown)"
echo "no relay:          $(cat relay)"
! grep -qi ENHANCEDSTATUSCODES ehlo
grep -q '^250 Accepted' known
for refusal in unknown relay; do
  grep -qE '^550 ' "$refusal"
  ! grep -qE '^550 [245]\.[0-9]+\.[0-9]+' "$refusal"
done
echo "As described: two different refusals, one bare 550"
