#!/usr/bin/env bash
# nginx 1.22.1, HAProxy 2.6.12, Apache httpd 2.4.71 (Debian 12): a proxy that compresses answers renames the entity tag.
# The origin sends ETag: "v1"; a client that accepts gzip reads W/"v1" from nginx and HAProxy, "v1-gzip" from Apache. It
# sends back what it has read, as If-Match asks for. No proxy restores the tag on the way in: the origin sees a tag that
# it never issued (and a weak one never matches in If-Match), so every conditional update ends with 412, while the same
# client without gzip succeeds.
# Expected: a client can use the tag that it has been given; or the compressing proxy translates it back.
# Needs Debian 12, a JDK (17 or newer) and curl. Ends with 0 while the three behave so.
set -euo pipefail

work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
chmod 755 .

apt-get -q download nginx=1.22.1-9+deb12u11 haproxy=2.6.12-1+deb12u4 apache2-bin=2.4.71-1~deb12u1 \
  libapr1=1.7.2-3+deb12u1 libaprutil1=1.6.3-1+deb12u1 liblua5.3-0=5.3.6-2 \
  libopentracing-c-wrapper0=1.1.3-3+b1 libopentracing1=1.6.0-4 >/dev/null 2>&1
for package in *.deb; do
  dpkg-deb -x "$package" root
done
export LD_LIBRARY_PATH="$work/root/usr/lib/$(uname -m)-linux-gnu"

cat > Origin.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

class Origin {
    public static void main(String[] arguments) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 17001), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            var update = exchange.getRequestMethod().equals("PUT");
            var tag = exchange.getRequestHeaders().getFirst("If-Match");
            var body = (update ? "" + tag : "{\"name\":\"" + "a".repeat(4000) + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (!update) {
                exchange.getResponseHeaders().set("ETag", "\"v1\"");
            }
            exchange.sendResponseHeaders(update && !"\"v1\"".equals(tag) ? 412 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }
}
JAVA

cat > nginx.conf <<NGINX
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.log;
events {}
http {
  access_log off;
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3;
  uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  gzip on; gzip_proxied any; gzip_types application/json;
  server { listen 127.0.0.1:17002; location / { proxy_pass http://127.0.0.1:17001; } }
}
NGINX

cat > haproxy.cfg <<'HAPROXY'
defaults
  mode http
  timeout connect 2s
  timeout client 10s
  timeout server 10s
frontend proxy
  bind 127.0.0.1:17003
  compression algo gzip
  compression type application/json
  default_backend origin
backend origin
  server one 127.0.0.1:17001
HAPROXY

modules=$work/root/usr/lib/apache2/modules
cat > apache.conf <<APACHE
ServerRoot $work
ServerName localhost
PidFile $work/apache.pid
ErrorLog $work/apache.log
Listen 127.0.0.1:17004
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule proxy_module $modules/mod_proxy.so
LoadModule proxy_http_module $modules/mod_proxy_http.so
LoadModule filter_module $modules/mod_filter.so
LoadModule deflate_module $modules/mod_deflate.so
AddOutputFilterByType DEFLATE application/json
ProxyPass / http://127.0.0.1:17001/
APACHE

java Origin.java & pids+=($!)
root/usr/sbin/nginx -e "$work/nginx.log" -c "$work/nginx.conf" & pids+=($!)
root/usr/sbin/haproxy -q -f haproxy.cfg & pids+=($!)
root/usr/sbin/apache2 -X -f "$work/apache.conf" & pids+=($!)
for port in 17001 17002 17003 17004; do
  curl -s -o /dev/null --retry 20 --retry-delay 1 --retry-all-errors "http://127.0.0.1:$port/"
done

# Prints the tag that a client reads with this Accept-Encoding, what the origin sees of it, and the status of the update.
update() {
  local tag
  tag=$(curl -s -o /dev/null -D - -H "Accept-Encoding: $2" "http://127.0.0.1:$1/" | tr -d '\r' | sed -n 's/^etag: //Ip')
  echo "$tag $(curl -s -X PUT -H "If-Match: $tag" -d '{}' -w ' %{http_code}' "http://127.0.0.1:$1/")"
}
for port in 17001 17002 17003 17004; do
  echo "$port gzip: $(update $port gzip); plain: $(update $port identity)"
done | tee seen.txt

diff seen.txt - <<'EXPECTED'
17001 gzip: "v1" "v1" 200; plain: "v1" "v1" 200
17002 gzip: W/"v1" W/"v1" 412; plain: "v1" "v1" 200
17003 gzip: W/"v1" W/"v1" 412; plain: "v1" "v1" 200
17004 gzip: "v1-gzip" "v1-gzip" 412; plain: "v1" "v1" 200
EXPECTED
