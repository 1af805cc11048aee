#!/bin/sh
case $0 in */*) map=${0%/*} ;; *) map=. ;; esac
exec /bin/sh "$map/Raadstutor.command" regel "$@"
