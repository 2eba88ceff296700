#!/usr/bin/env bash
# OpenJDK 17 (Debian 12): Clock.tick(base, Duration.ofNanos(1000)) makes a clock of microseconds, as PostgreSQL stores
# them. Its instant() is right; its millis() fails with ArithmeticException "/ by zero", at the first caller that asks
# for milliseconds, such as a check whether a cached page is too old. The same class file on Temurin 25 gives the
# milliseconds.
# Expected: a clock that the factory accepts answers both questions, as the documentation of tick says of durations that
# divide a second.
# Needs Debian 12 and a JDK (21 or newer) as java and javac. Ends with 0 while OpenJDK 17 behaves so and the newer JDK does
# not.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
chmod 755 .

apt-get -q download openjdk-17-jre-headless=17.0.21.1+2-1~deb12u1 >/dev/null 2>&1
dpkg-deb -x openjdk-17-jre-headless_*.deb root
old=$(echo root/usr/lib/jvm/java-17-openjdk-*/bin/java)

cat > Tick.java <<'JAVA'
import java.time.Clock;
import java.time.Duration;

class Tick {
    public static void main(String[] arguments) {
        var clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
        System.out.print("instant " + (clock.instant().getNano() % 1000 == 0 ? "right" : "wrong") + ", millis ");
        try {
            System.out.println(Math.abs(clock.millis() - System.currentTimeMillis()) < 1000 ? "right" : "wrong");
        } catch (ArithmeticException e) {
            System.out.println(e.getMessage());
        }
    }
}
JAVA
javac --release 17 Tick.java

seen17=$("$old" -Xshare:off -cp . Tick)
seen=$(java -cp . Tick)
echo "17: $seen17"
echo "newer: $seen"
[[ "$seen17" == "instant right, millis / by zero" && "$seen" == "instant right, millis right" ]]
