// A bare Nest route on Fastify: one that answers an object, and one that answers what one GET finds.
import 'reflect-metadata';
import { Controller, Get, Header, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Redis } from 'ioredis';

export async function open({ url, text }) {
  const client = new Redis(url);
  await client.set('bare:status', text);
  class Bare {
    small() {
      return { status: 'ok', details: { startup: { status: 'up' } } };
    }
    stored() {
      return client.get('bare:status');
    }
  }
  decorate(Bare, 'small', Get('small'));
  decorate(Bare, 'stored', Get('stored/:id'), Header('content-type', 'application/json; charset=utf-8'));
  Controller()(Bare);
  class Root {}
  Module({ controllers: [Bare] })(Root);
  const app = await NestFactory.create(Root, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return { address: () => app.getUrl() };
}

/** Plain JavaScript has no decorators. */
function decorate({ prototype }, name, ...decorators) {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  for (const each of decorators) each(prototype, name, descriptor);
}
