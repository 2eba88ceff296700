#!/usr/bin/env bash
# lazysodium-java: a minor release moved from Java 8 to Java 21. The classes of 5.1.4 have class file version 52, those of
# 5.2.0 have 65, so the javac of Java 17 refuses every class that imports them, while Maven resolves the update without
# a word. The native libraries inside the jar do not depend on the Java version: JNA loads them on Java 17 without the
# classes of the jar.
# Expected: the same class file version within 5.x.
# Needs Maven and a JDK (17 or newer). Ends with 0 while the library behaves so.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fetch() {
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
    -Dartifact="$1" -DoutputDirectory="$work" -Dmdep.useBaseVersion=true
}
fetch com.goterl:lazysodium-java:5.1.4
fetch com.goterl:lazysodium-java:5.2.0
fetch net.java.dev.jna:jna:5.17.0

class_file_version() {
  jar xf "lazysodium-java-$1.jar" com/goterl/lazysodium/SodiumJava.class
  od -An -tu1 -j7 -N1 com/goterl/lazysodium/SodiumJava.class | tr -d ' '
}

cat > Natives.java <<'JAVA'
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

class Natives {
    public static void main(String[] arguments) throws Exception {
        var resource = Platform.isARM() ? "/arm64/libsodium.so" : "/linux64/libsodium.so";
        var file = Native.extractFromResourcePath(resource, Natives.class.getClassLoader());
        var version = NativeLibrary.getInstance(file.getPath()).getFunction("sodium_version_string");
        System.out.println(version.invokeString(new Object[0], false));
    }
}
JAVA

old=$(class_file_version 5.1.4)
new=$(class_file_version 5.2.0)
native=$(java -cp lazysodium-java-5.2.0.jar:jna-5.17.0.jar Natives.java)
echo "class file version: 5.1.4 $old, 5.2.0 $new; native library of 5.2.0: libsodium $native"
[[ "$old" == 52 && "$new" == 65 && -n "$native" ]]
