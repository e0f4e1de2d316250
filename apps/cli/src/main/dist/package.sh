#!/bin/sh
# Makes signet-VERSION-linux-ARCH.tar.gz and a .deb, with a Java runtime inside: a mail server has
# no JDK. Run by `mvn -Pdist package`, after this room's jar and the jars that it needs are there.
#
#   package.sh SOURCES TARGET VERSION       SOURCES: src/main, TARGET: where Maven builds
#
# The runtime is in TARGET/dist/runtime, made by jlink (the pom names its modules).

set -eu

sources=$1 target=$2 version=$3
dist=$target/dist
machine=$(uname -m)
name=signet-$version-linux-$machine
home=$dist/$name

say() { printf 'dist: %s\n' "$*"; }
size() { du -sk "$1" | awk '{ printf "%.1f MB", $1 / 1024 }'; }

# ---- the program

rm -rf "$home"
mkdir -p "$home/bin" "$home/lib"
mv "$dist/runtime" "$home/runtime"
cp "$sources/dist/signet" "$home/bin/signet"
cp -R "$target"/program/* "$home/lib"
cp "$sources/launch/serve.options" "$home/lib"
cp "$sources/dist/copyright" "$home/copyright"
cp -R "$sources/dist/hooks" "$home/hooks"
# Code in an AOT cache is made for the processor it was made on, and a package goes to others.
{
  cat "$sources/launch/java.options"
  printf '%s\n' -XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -XX:-AOTStubCaching
} >"$home/lib/java.options"

# The cache knows each jar by its size and time, to the second; tar and dpkg keep both.
find "$home" -exec touch -d "$(date -u +%Y-%m-%dT%H:%M:%SZ)" {} +
"$home/runtime/bin/java" "@$home/lib/java.options" "-XX:AOTCacheOutput=$home/lib/signet.aot" \
  -cp "$home/lib/signet.jar" org.signet.cli.Training "$sources/launch" >"$dist/training.log" 2>&1
[ -s "$home/lib/signet.aot" ] || {
  say "no AOT cache was made; why is said in $dist/training.log"
  exit 1
}

tar -C "$dist" --owner=0 --group=0 --numeric-owner -czf "$dist/$name.tar.gz" "$name"
say "$dist/$name.tar.gz: $(size "$dist/$name.tar.gz"), unpacked $(size "$home")"

# ---- the package of Debian

if ! command -v dpkg-deb >/dev/null; then
  say "no dpkg-deb here, and so no .deb"
  exit 0
fi
architecture=$(dpkg --print-architecture)
package=$dist/deb
# A snapshot comes before its release.
debian_version=$(printf '%s' "$version" | sed 's/-SNAPSHOT$/~snapshot/')
deb=$dist/signet_${debian_version}_$architecture.deb

rm -rf "$package"
mkdir -p "$package/DEBIAN" "$package/usr/bin" "$package/usr/lib" "$package/usr/share/doc/signet"
cp -Rp "$home" "$package/usr/lib/signet"
mv "$package/usr/lib/signet/copyright" "$package/usr/share/doc/signet/copyright"
ln -s ../lib/signet/bin/signet "$package/usr/bin/signet"
docs=$sources/../../../../docs
for guide in postfix sendmail policy keys sign seal verify mta-sts tlsa; do
  cp "$docs/$guide.md" "$package/usr/share/doc/signet/$guide.md"
done
mkdir -p "$package/usr/lib/systemd/system"
cp "$sources/dist/signet.service" "$package/usr/lib/systemd/system/signet.service"
for script in postinst prerm postrm; do
  cp "$sources/dist/$script" "$package/DEBIAN/$script"
  chmod 755 "$package/DEBIAN/$script"
done
cat >"$package/DEBIAN/control" <<CONTROL
Package: signet
Version: $debian_version
Architecture: $architecture
Section: mail
Priority: optional
Maintainer: The Signet developers <signet@example.org>
Installed-Size: $(du -sk "$package/usr" | cut -f 1)
Depends: libc6, passwd
Description: secures the mail of a domain
 Verifies mail (SPF, DKIM, ARC, DMARC) and says why a verdict is what it is;
 signs it; guards a mail server as its milter (signet.service, which is not
 started by itself). The Java runtime that it needs is inside.
CONTROL
(cd "$package" && find usr -type f -exec md5sum {} + >DEBIAN/md5sums)
chmod -R go=rX,u=rwX "$package"
dpkg-deb --root-owner-group --build "$package" "$deb" >/dev/null
rm -rf "$package"
say "$deb: $(size "$deb")"
